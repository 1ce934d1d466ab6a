package io.portcullis.contracts;

/// Where somebody guesses: at a sign-in, or while signed in, perhaps in a stolen session.
public enum GuessPlace { SIGN_IN, SESSION }
