package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PageTest {
  private static final Report BEFORE = Samples.report(1);
  private static final Report NOW = Samples.report(0.5);

  @Test
  void theUsualRun_isAWellFormedPage_withEveryRowInEachDrawingAndTable() throws Exception {
    Document page = parse(ReportPage.of(NOW, Optional.empty(), Optional.empty()));
    assertThat(elements(page, "svg")).hasSize(2);
    for (String row : Samples.ROWS) {
      assertThat(elements(page, "svg")).as(row).allMatch(svg -> svg.getTextContent().contains(row));
      // CPU, latency, ratios and allocations.
      assertThat(elements(page, "td").stream().filter(cell -> cell.getTextContent().equals(row))).as(row).hasSize(4);
    }
    assertThat(page.getDocumentElement().getTextContent()).contains("Linux <test> & \"co\"").doesNotContain("NaN", "Infinity", "{body}", "{colours}");
  }

  @Test
  void withABaseline_theChangeHasATable_andBothRunsAreDrawn() throws Exception {
    Document page = parse(ReportPage.of(NOW, Optional.of(BEFORE), Optional.of(Comparison.of("old <1>.json", BEFORE, NOW))));
    for (String row : Samples.ROWS) {
      assertThat(elements(page, "tr").stream().map(Element::getTextContent).filter(text -> text.startsWith(row) && text.contains("×0.500"))).as(row).isNotEmpty();
    }
    assertThat(page.getDocumentElement().getTextContent()).contains("old <1>.json");
    assertThat(elements(page, "path").stream().filter(path -> path.getAttribute("class").startsWith("before"))).hasSize(Samples.ROWS.size());
    assertThat(elements(page, "rect").stream().filter(rect -> rect.getAttribute("class").startsWith("earlier"))).isNotEmpty();
  }

  @Test
  void anOlderBaselineWithoutHistograms_isDrawnAsFarAsItGoes() throws Exception {
    List<Measurement> plain = BEFORE.scenarios().stream().map(row -> new Measurement(row.scenario(), row.requests(), row.errors(), row.perSecond(),
        new Latency(1, 2, 3, 4, null), row.cpuMillisPerRequest(), row.suiteCpuMillisPerRequest(), null)).toList();
    var older = new Report(BEFORE.machine(), 2, 16, 8, BEFORE.bareHash(), BEFORE.idleCpuMillisPerSecond(), plain, BEFORE.pssKib());
    Document page = parse(ReportPage.of(NOW, Optional.of(older), Optional.of(Comparison.of("older.json", older, NOW))));
    assertThat(page.getDocumentElement().getTextContent()).doesNotContain("NaN");
  }

  @Test
  void theRunOverManySessions_isAWellFormedPage_withALineForEachScenario() throws Exception {
    Document page = parse(ScalePage.of(Samples.scale(2), Optional.of(Comparison.of("before.json", Samples.scale(1), Samples.scale(2)))));
    assertThat(elements(page, "svg")).isNotEmpty().allMatch(svg -> svg.getElementsByTagName("path").getLength() == 2);
    assertThat(page.getDocumentElement().getTextContent()).contains("10,000", "1,000,000", "opening", "refresh", "×2.00").doesNotContain("NaN");
  }

  @Test
  void nothingIsFetchedFromElsewhere() {
    for (String page : List.of(ReportPage.of(NOW, Optional.of(BEFORE), Optional.empty()), ScalePage.of(Samples.scale(1), Optional.empty()))) {
      assertThat(page).doesNotContain("<script", "<link", "<img", "src=", "href=", "url(", "@import");
    }
  }

  @Test
  void everyProcessHasAColourOfItsOwn() {
    List<String> processes = List.of("auth-service", "session-service", "mfa-service", "notification-service", "recovery-service", "postgres", "redis",
        "kafka", Books.LAUNCHER, "bare hash");
    assertThat(processes.stream().map(Colour::of)).doesNotHaveDuplicates().doesNotContain(Colour.OTHER);
    assertThat(Colour.of("something new")).isEqualTo(Colour.OTHER);
  }

  @Test
  void aBarIsAsLongAsItsFigure_besideTheEarlierOne() throws Exception {
    Document drawing = parse(StackedBars.svg("", List.of(new StackedBars.Bar("row", Map.of("postgres", 2.0), Map.of("postgres", 4.0)))));
    // The first is the legend's.
    List<Element> bars = elements(drawing, "rect");
    assertThat(width(bars.get(2)) / width(bars.get(1))).isBetween(1.95, 2.05);
    assertThat(bars).allMatch(bar -> Double.parseDouble(bar.getAttribute("x")) + width(bar) < Drawing.WIDTH);
  }

  private static double width(Element rect) {
    return Double.parseDouble(rect.getAttribute("width"));
  }

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    var found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
