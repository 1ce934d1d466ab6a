package io.portcullis.session.risk;

import io.portcullis.runtime.http.Network;
import io.portcullis.runtime.file.MalformedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// A text file of networks or addresses, one a line.
final class NetworkFile {

  private NetworkFile() {}

  static NetworkSet read(Path file) throws IOException, MalformedFile {
    var networks = new ArrayList<Network>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = withoutComment(line);
        if (!text.isEmpty()) {
          networks.add(network(text, number));
        }
      }
    } catch (CharacterCodingException binary) {
      throw new MalformedFile("after line " + number + ": not text in UTF-8");
    }
    if (number == 0) {
      // A list of nobody says so in a comment; this is a download that failed.
      throw new MalformedFile("it is empty");
    }
    return NetworkSet.of(networks);
  }

  // The line itself stays out of the log: who knows what file this is.
  private static Network network(String text, int number) throws MalformedFile {
    return Network.parse(text).orElseThrow(() -> new MalformedFile("line " + number + ": not a network"));
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment == -1 ? line : line.substring(0, comment)).strip();
  }
}
