package io.portcullis.acceptance.page;

/// The sizes that the pages are held to, in CSS pixels.
enum Screen {
  PHONE(320, 640), DESKTOP(1280, 800);

  private final int width;
  private final int height;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }
}
