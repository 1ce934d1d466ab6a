import type { components } from './schema';

export type Schemas = components['schemas'];

/** A refusal as RFC 9457 spells it. `slug` is what follows `urn:portcullis:problem:`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly slug: string,
    readonly body: Record<string, unknown>,
    /** Seconds, from `Retry-After`. */
    readonly retryAfter: number | undefined,
  ) {
    super(slug);
  }
}

/** What a step-up must reach, as the refusal said it (RFC 9470). */
export interface Wanted {
  readonly acrValues?: string;
  readonly methods?: readonly string[];
}

/** Asks the customer for a factor; `false` when the customer gave up. */
export type StepUp = (wanted: Wanted) => Promise<boolean>;

/** Brings another access token; nothing when the session is over. */
export type Renew = () => Promise<string | undefined>;

/** Speaks to the API on this page's own origin. The access token lives in this object alone: never in storage. */
export class Client {
  private accessToken: string | undefined;
  private refreshing: Promise<boolean> | undefined;

  /** Set by the page that can ask. */
  stepUp: StepUp | undefined;
  /** Called when the session is over. */
  signedOut: (() => void) | undefined;

  constructor(private readonly renew: Renew) {}

  hold(accessToken: string): void {
    this.accessToken = accessToken;
  }

  /** Takes the session up again. `false` when there is none. */
  resume(): Promise<boolean> {
    this.refreshing ??= this.refresh().finally(() => { this.refreshing = undefined; });
    return this.refreshing;
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PATCH', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.call<T>('DELETE', path);
  }

  /** Ends the session at the server, and forgets it here. */
  async signOut(): Promise<void> {
    try {
      await this.send('POST', '/v1/sign-out', undefined);
    } finally {
      this.accessToken = undefined;
    }
  }

  /** Posts, and takes what it is answered with as a file. */
  file(path: string, body: unknown): Promise<Blob> {
    return this.persist(async () => (await this.asked('POST', path, body)).blob());
  }

  /** Goes on after a refresh or a step-up. */
  call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    return this.persist(() => this.send<T>(method, path, body, headers));
  }

  private async persist<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.status !== 401 || this.accessToken === undefined) throw refused;
      if (refused.slug === 'insufficient-user-authentication') {
        if (!this.stepUp || !await this.stepUp(refused.body as Wanted)) throw refused;
      } else if (!await this.resume()) {
        this.signedOut?.();
        throw refused;
      }
      return ask();
    }
  }

  private async refresh(): Promise<boolean> {
    this.accessToken = await this.renew();
    return this.accessToken !== undefined;
  }

  /**
   * Hears server-sent events until the server, the network or `signal` ends them. `EventSource` can't be used: it sends no
   * `Authorization`, and the token must not stand in the path.
   */
  async listen(path: string, lastEventId: string, signal: AbortSignal, heard: (data: string) => void): Promise<void> {
    const answer = await fetch(path, {
      headers: { Authorization: `Bearer ${this.accessToken ?? ''}`, 'Last-Event-ID': lastEventId }, cache: 'no-store', signal,
    });
    if (!answer.ok || !answer.body) throw new Refusal(answer.status, 'stream', {}, Number(answer.headers.get('Retry-After')) || undefined);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (text + value).split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
        if (data.length > 0) heard(data.join('\n'));
      }
    }
  }

  private async send<T>(method: string, path: string, body: unknown, more: Record<string, string> = {}): Promise<T> {
    return read(await (await this.asked(method, path, body, more)).text()) as T;
  }

  /** Throws a refusal. */
  private async asked(method: string, path: string, body: unknown, more: Record<string, string> = {}): Promise<Response> {
    const headers: Record<string, string> = { ...more };
    if (this.accessToken) headers['Authorization'] = `Bearer ${this.accessToken}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(path, {
      method, headers, cache: 'no-store', ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    const problem = (read(await answer.text()) ?? {}) as Record<string, unknown>;
    const type = typeof problem['type'] === 'string' ? problem['type'] : '';
    const wait = Number(answer.headers.get('Retry-After'));
    throw new Refusal(answer.status, type.replace('urn:portcullis:problem:', ''), problem, wait > 0 ? wait : undefined);
  }
}

/** Nothing of an empty answer, and of one that is no JSON. */
function read(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By the refresh token, which is a cookie. */
async function byCookie(): Promise<string | undefined> {
  const answer = await fetch('/oauth2/token', {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token' }),
    cache: 'no-store',
  });
  return answer.ok ? (await answer.json() as Schemas['TokenAnswer']).access_token : undefined;
}

export const client = new Client(byCookie);
