/** What this page is at the company's OIDC provider. */
interface Registered {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** What the provider says of itself (OpenID Connect Discovery 1.0 §3). */
interface Metadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint?: string;
}

/** The answer of the token endpoint (RFC 6749 §5.1). */
interface Granted {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token?: string;
}

/** What must outlive the way to the provider and back. It opens nothing without the code that comes back to this very tab. */
interface Begun {
  readonly state: string;
  readonly verifier: string;
}

const BEGUN = 'desk.sign-in';

/** A sign-in that did not end well. */
export class SignInFailed extends Error {}

/**
 * Signs a staff member in by the authorization code flow with PKCE (RFC 7636), as a public client. Both tokens live in the memory of
 * this page alone: a reload signs in again, which the provider's own session makes short.
 */
export class Provider {
  private refreshToken: string | undefined;

  private constructor(private readonly registered: Registered, private readonly metadata: Metadata) {}

  static async find(): Promise<Provider> {
    const registered = await json<Registered>('/desk/provider.json');
    const metadata = await json<Metadata>(`${registered.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    // OpenID Connect Discovery 1.0 §4.3.
    if (metadata.issuer !== registered.issuer) throw new SignInFailed('issuer');
    for (const endpoint of [metadata.authorization_endpoint, metadata.token_endpoint]) {
      if (new URL(endpoint).origin !== new URL(registered.issuer).origin) throw new SignInFailed('endpoint');
    }
    return new Provider(registered, metadata);
  }

  /** Leaves this page for the provider's. */
  async begin(): Promise<void> {
    const begun: Begun = { state: random(), verifier: random() };
    sessionStorage.setItem(BEGUN, JSON.stringify(begun));
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(begun.verifier));
    const target = new URL(this.metadata.authorization_endpoint);
    for (const [name, value] of Object.entries({
      response_type: 'code', client_id: this.registered.clientId, redirect_uri: here(), scope: this.registered.scope,
      state: begun.state, code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: 'S256',
    })) target.searchParams.set(name, value);
    location.assign(target);
  }

  /** Takes what the provider sent this page back with. @returns an access token, or `undefined` when it was opened by itself */
  async finish(): Promise<string | undefined> {
    const answer = new URLSearchParams(location.search);
    const kept = sessionStorage.getItem(BEGUN);
    history.replaceState(null, '', location.pathname);
    sessionStorage.removeItem(BEGUN);
    if (!answer.has('state')) return undefined;
    const begun = kept === null ? undefined : JSON.parse(kept) as Begun;
    // RFC 9700 §4.7: an answer to a question that this tab did not ask would sign in as somebody else.
    if (begun === undefined || answer.get('state') !== begun.state) throw new SignInFailed('state');
    // RFC 9207 §2.4.
    if (answer.has('iss') && answer.get('iss') !== this.registered.issuer) throw new SignInFailed('iss');
    const code = answer.get('code');
    if (code === null) throw new SignInFailed('refused');
    return this.granted({ grant_type: 'authorization_code', code, redirect_uri: here(), code_verifier: begun.verifier });
  }

  /** @returns another access token, or `undefined` when the provider gives none without the person */
  async renew(): Promise<string | undefined> {
    const refreshToken = this.refreshToken;
    this.refreshToken = undefined;
    if (refreshToken === undefined) return undefined;
    try {
      return await this.granted({ grant_type: 'refresh_token', refresh_token: refreshToken });
    } catch (refused) {
      if (refused instanceof SignInFailed) return undefined;
      throw refused;
    }
  }

  /** Ends the provider's session, too, where it has a page for that (OpenID Connect RP-Initiated Logout 1.0). */
  signOut(): void {
    this.refreshToken = undefined;
    const end = this.metadata.end_session_endpoint;
    if (end === undefined || new URL(end).origin !== new URL(this.registered.issuer).origin) {
      location.reload();
      return;
    }
    const target = new URL(end);
    target.searchParams.set('client_id', this.registered.clientId);
    target.searchParams.set('post_logout_redirect_uri', here());
    location.assign(target);
  }

  private async granted(asked: Record<string, string>): Promise<string> {
    const answer = await fetch(this.metadata.token_endpoint, {
      method: 'POST', body: new URLSearchParams({ client_id: this.registered.clientId, ...asked }), cache: 'no-store', credentials: 'omit',
    });
    if (!answer.ok) throw new SignInFailed('token');
    const granted = await answer.json() as Granted;
    if (granted.token_type.toLowerCase() !== 'bearer') throw new SignInFailed('token');
    this.refreshToken = granted.refresh_token;
    return granted.access_token;
  }
}

async function json<T>(path: string): Promise<T> {
  const answer = await fetch(path, { cache: 'no-store', credentials: 'omit' });
  if (!answer.ok) throw new SignInFailed(path);
  return await answer.json() as T;
}

function here(): string {
  return location.origin + location.pathname;
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
