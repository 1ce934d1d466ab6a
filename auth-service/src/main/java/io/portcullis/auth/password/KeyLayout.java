package io.portcullis.auth.password;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the characters of one keyboard lie: a step from key to key is then a vector, on every keyboard alike.
record KeyLayout(Map<Integer, Key> keys) {

  /// What fingers walk on. Each row is written twice where Shift gives other characters.
  static final List<KeyLayout> ALL = List.of(
      // QWERTY, United States
      of("`1234567890-=", "~!@#$%^&*()_+", " qwertyuiop[]\\", " QWERTYUIOP{}|",
          " asdfghjkl;'", " ASDFGHJKL:\"", " zxcvbnm,./", " ZXCVBNM<>?"),
      // QWERTZ, Germany
      of("^1234567890ß´", "°!\"§$%&/()=?`", " qwertzuiopü+", " QWERTZUIOPÜ*",
          " asdfghjklöä#", " ASDFGHJKLÖÄ'", " yxcvbnm,.-", " YXCVBNM;:_"),
      // AZERTY, France
      of("²&é\"'(-è_çà)=", "~1234567890°+", " azertyuiop^$", " AZERTYUIOP¨£",
          " qsdfghjklmù*", " QSDFGHJKLM%µ", " wxcvbn,;:!", " WXCVBN?./§"),
      // AZERTY with the digits that its number keys are called by
      of(" 1234567890", " 1234567890", " azertyuiop", " AZERTYUIOP",
          " qsdfghjklm", " QSDFGHJKLM", " wxcvbn", " WXCVBN"),
      of("`1234567890[]", "~!@#$%^&*(){}", " ',.pyfgcrl/=", " \"<>PYFGCRL?+",
          " aoeuidhtns-", " AOEUIDHTNS_", " ;qjkxbmwvz", " :QJKXBMWVZ"),
      of("`1234567890-=", "~!@#$%^&*()_+", " qwfpgjluy;[]\\", " QWFPGJLUY:{}|",
          " arstdhneio'", " ARSTDHNEIO\"", " zxcvbkm,./", " ZXCVBKM<>?"),
      // ЙЦУКЕН, Russia
      of("ё1234567890-=", "Ё!\"№;%:?*()_+", " йцукенгшщзхъ\\", " ЙЦУКЕНГШЩЗХЪ/",
          " фывапролджэ", " ФЫВАПРОЛДЖЭ", " ячсмитьбю.", " ЯЧСМИТЬБЮ,"),
      // Greek, Hebrew and Arabic
      of(" 1234567890", " 1234567890", " ;ςερτυθιοπ", " :΅ΕΡΤΥΘΙΟΠ", " ασδφγηξκλ", " ΑΣΔΦΓΗΞΚΛ", " ζχψωβνμ", " ΖΧΨΩΒΝΜ"),
      of(" 1234567890", " 1234567890", " /'קראטוןםפ", " /'קראטוןםפ", " שדגכעיחלךף", " שדגכעיחלךף", " זסבהנמצתץ", " זסבהנמצתץ"),
      of(" 1234567890", " ١٢٣٤٥٦٧٨٩٠", " ضصثقفغعهخحجد", " ضصثقفغعهخحجد", " شسيبلاتنمكط", " شسيبلاتنمكط", " ئءؤرلاىةوزظ", " ئءؤرلاىةوزظ"),
      // Korean, two-set
      of(" 1234567890", " 1234567890", " ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", " ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖ", " ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", " ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", " ㅋㅌㅊㅍㅠㅜㅡ", " ㅋㅌㅊㅍㅠㅜㅡ"),
      // The block of digits beside the keyboard, and the telephone's
      of("/*-", "/*-", "789+", "789+", "456", "456", "123", "123", "0.", "0."),
      of("123", "123", "456", "456", "789", "789", "*0#", "*0#"));

  record Key(int column, int row) {}

  private static KeyLayout of(String... rows) {
    var keys = new HashMap<Integer, Key>();
    for (int i = 0; i < rows.length; i++) {
      int[] row = rows[i].codePoints().toArray();
      for (int column = 0; column < row.length; column++) {
        if (row[column] != ' ') {
          keys.putIfAbsent(row[column], new Key(column, i / 2));
        }
      }
    }
    return new KeyLayout(Map.copyOf(keys));
  }
}
