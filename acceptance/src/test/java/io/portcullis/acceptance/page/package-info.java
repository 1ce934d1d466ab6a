/// The pages in a real browser: what a person sees, clicks and types.
package io.portcullis.acceptance.page;
