/// Closing an account (BACK-7): the customer asks with a fresh factor, two weeks pass in which a sign-in cancels it, and then the account
/// and what is known of its owner are erased here and in the services below.
package io.portcullis.auth.closure;
