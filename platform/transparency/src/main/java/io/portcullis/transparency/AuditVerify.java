package io.portcullis.transparency;

import io.portcullis.transparency.VerifyExport.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `./portcullis audit verify`: checks an export of the audit trail, without the service and its database.
///
/// It ends with 0 when the export is whole, 1 when it is not, and 2 when it can't be read. It ends with 3 when the export is whole and
/// no key was given: then it can't say who signed.
public final class AuditVerify {

  static final int WHOLE = 0;
  static final int TAMPERED = 1;
  static final int UNREADABLE = 2;
  static final int UNSIGNED = 3;

  private static final String USAGE = "Usage: audit verify EXPORT [--checkpoint FILE]... [--key VKEY]...";

  private AuditVerify() {}

  public static void main(String[] arguments) {
    System.exit(run(System.out, arguments));
  }

  public static int run(PrintStream out, String... arguments) {
    try {
      return verify(out, arguments);
    } catch (NoSuchFileException missing) {
      out.println("There is no file " + missing.getMessage());
    } catch (CharacterCodingException binary) {
      out.println("This is no text in UTF-8.");
    } catch (IOException | IllegalArgumentException unreadable) {
      out.println(unreadable.getMessage());
    }
    return UNREADABLE;
  }

  private static int verify(PrintStream out, String... arguments) throws IOException {
    var exports = new ArrayList<Path>();
    var anchored = new ArrayList<SignedNote>();
    var keys = new ArrayList<NoteVerifier>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--checkpoint" -> anchored.addAll(notes(Path.of(value(arguments, ++i))));
        case "--key" -> keys.add(NoteVerifier.parse(value(arguments, ++i)));
        default -> exports.add(Path.of(arguments[i]));
      }
    }
    if (exports.size() != 1) {
      throw new IllegalArgumentException(USAGE);
    }
    var verify = new VerifyExport(keys);
    anchored.forEach(verify::expect);
    try (ExportLines export = ExportLines.of(exports.getFirst())) {
      return tell(out, verify.handle(export), !keys.isEmpty());
    }
  }

  private static String value(String[] arguments, int at) {
    if (at >= arguments.length) {
      throw new IllegalArgumentException(USAGE);
    }
    return arguments[at];
  }

  private static List<SignedNote> notes(Path file) throws IOException {
    List<SignedNote> notes = SignedNote.parseAll(Files.readString(file));
    if (notes.isEmpty()) {
      throw new IllegalArgumentException(file + " holds no checkpoint");
    }
    return notes;
  }

  private static int tell(PrintStream out, Report report, boolean hasKeys) {
    report.findings().forEach(out::println);
    if (!report.findings().isEmpty()) {
      out.println("NOT WHOLE: " + report.entries() + " entries were read.");
      return TAMPERED;
    }
    out.println("Whole: " + report.entries() + " entries (" + report.erased() + " of them erased) are those of "
        + report.checkpoints() + (report.checkpoints() == 1 ? " checkpoint." : " checkpoints."));
    if (!hasKeys) {
      out.println("No signature was checked: give the log's key by --key.");
      return UNSIGNED;
    }
    return WHOLE;
  }
}
