package io.portcullis.recovery.question;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What may be asked. None of it stands in a register, a profile or a family tree, and none has few likely answers: no maiden
/// name, pet, school, birthplace or favourite colour.
public enum Question {
  @JsonProperty("hiding-place") HIDING_PLACE("Where did you hide things as a child?"),
  @JsonProperty("broken-thing") BROKEN_THING("What did you once break and tell nobody?"),
  @JsonProperty("unfinished-book") UNFINISHED_BOOK("Which book did you never finish, and where did you stop?"),
  @JsonProperty("unsent-letter") UNSENT_LETTER("To whom did you write a letter that you never sent, and about what?"),
  @JsonProperty("first-fear") FIRST_FEAR("What were you afraid of in the dark?"),
  @JsonProperty("invented-game") INVENTED_GAME("Which game did you invent, and what was it called?"),
  @JsonProperty("lost-object") LOST_OBJECT("Which thing that you lost do you miss most?"),
  @JsonProperty("secret-word") SECRET_WORD("Which word did only you and one friend understand?"),
  @JsonProperty("bad-meal") BAD_MEAL("What was the worst meal that you cooked, and for whom?"),
  @JsonProperty("missed-train") MISSED_TRAIN("Where were you going when you missed a train, bus or flight?");

  private final String text;

  Question(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
