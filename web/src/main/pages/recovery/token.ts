/**
 * The token of the link that led here. It stands in the fragment, which no request carries, and leaves the address bar and
 * the history at once.
 */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  history.replaceState(null, '', location.pathname);
  return token;
}
