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

/** Speaks to the API on this page's own origin. The access token lives in this object alone: never in storage. */
export class Client {
  private accessToken: string | undefined;
  private refreshing: Promise<boolean> | undefined;

  /** Set by the page that can ask. */
  stepUp: StepUp | undefined;
  /** Called when the session is over. */
  signedOut: (() => void) | undefined;

  hold(accessToken: string): void {
    this.accessToken = accessToken;
  }

  /** Takes the session up again from its cookie. `false` when there is none. */
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

  /** Goes on after a refresh or a step-up. */
  async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    try {
      return await this.send<T>(method, path, body, headers);
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.status !== 401 || this.accessToken === undefined) throw refused;
      if (refused.slug === 'insufficient-user-authentication') {
        if (!this.stepUp || !await this.stepUp(refused.body as Wanted)) throw refused;
      } else if (!await this.resume()) {
        this.signedOut?.();
        throw refused;
      }
      return this.send<T>(method, path, body, headers);
    }
  }

  private async refresh(): Promise<boolean> {
    const answer = await fetch('/oauth2/token', {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token' }),
      cache: 'no-store',
    });
    if (!answer.ok) {
      this.accessToken = undefined;
      return false;
    }
    this.accessToken = (await answer.json() as Schemas['TokenAnswer']).access_token;
    return true;
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
    const headers: Record<string, string> = { ...more };
    if (this.accessToken) headers['Authorization'] = `Bearer ${this.accessToken}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(path, {
      method, headers, cache: 'no-store', ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json: unknown = text === '' ? undefined : read(text);
    if (answer.ok) return json as T;
    const problem = (json ?? {}) as Record<string, unknown>;
    const type = typeof problem['type'] === 'string' ? problem['type'] : '';
    const wait = Number(answer.headers.get('Retry-After'));
    throw new Refusal(answer.status, type.replace('urn:portcullis:problem:', ''), problem, wait > 0 ? wait : undefined);
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const client = new Client();
