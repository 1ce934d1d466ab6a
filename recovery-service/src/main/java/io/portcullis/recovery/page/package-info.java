/// The pages that links in messages lead to: static, without cookies, scripts of others or inline code. A page reads
/// its token from the URL's fragment and sends it by POST when a person presses the button; fetching a page, as mail
/// scanners and link previews do, changes nothing.
package io.portcullis.recovery.page;
