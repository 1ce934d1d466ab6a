/// Which alerts a customer gets by which channel, and when. The app has every alert whatever is chosen here, and alerts of what a
/// thief does to keep an account go to every address at once.
package io.portcullis.notification.preference;
