package io.portcullis.notification.letter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Letters as a person looks through them: `./portcullis mails` opens on the index.
public final class Gallery {

  private static final Path FOLDER = Path.of("target/mails");

  private final String kind;
  private final LetterPress press;
  private final List<String> rows = new ArrayList<>();

  public Gallery(String kind, LetterPress press) {
    this.kind = kind;
    this.press = press;
  }

  public void add(String language, String name, Letter letter) throws IOException {
    LetterPress.Printed mail = press.email(letter, Optional.of("blue heron"));
    String sms = press.sms(letter, Optional.of("blue heron"));
    Path folder = Files.createDirectories(FOLDER.resolve(language));
    String file = "%s-%03d-%s".formatted(kind, rows.size(), name.toLowerCase(Locale.ROOT));
    Files.writeString(folder.resolve(file + ".html"), mail.html());
    Files.writeString(folder.resolve(file + ".txt"), mail.text());
    rows.add("<tr><td>%1$s</td><td><a href=\"%1$s/%2$s.html\">%3$s</a></td><td><a href=\"%1$s/%2$s.txt\">text</a></td><td><pre>%4$s</pre></td></tr>"
        .formatted(language, file, escaped(mail.subject()), escaped(sms)));
  }

  /// Writes the page of this kind, and the index of all that are there.
  public void finish() throws IOException {
    Files.writeString(FOLDER.resolve(kind + ".html"), page(kind, "<table>" + String.join("\n", rows) + "</table>"));
    Files.writeString(FOLDER.resolve("index.html"), page("Letters",
        "<p><a href=\"alerts.html\">Alerts</a></p><p><a href=\"messages.html\">Codes, links and news</a></p>"));
  }

  private static String page(String title, String body) {
    return "<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>" + title
        + "</title><style>body{font:16px system-ui;margin:24px}td{padding:4px 12px;vertical-align:top}pre{margin:0;white-space:pre-wrap}</style><h1>"
        + title + "</h1>" + body;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
