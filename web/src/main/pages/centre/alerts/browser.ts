import { client, type Schemas } from '../../api/client';

type Shown = Schemas['PushSubscriptions'];

/** The worker controls no page: this path has none. */
const SCOPE = '/assets/';
const A_DAY = 86_400_000;

async function subscription(): Promise<PushSubscription | undefined> {
  const there = await navigator.serviceWorker.getRegistration(SCOPE);
  return await there?.pushManager.getSubscription() ?? undefined;
}

/** By which the API lists this browser; `undefined` while it is not subscribed. */
export async function nameHere(): Promise<string | undefined> {
  const here = await subscription();
  return here && nameOf(here);
}

async function nameOf(subscribed: PushSubscription): Promise<string> {
  return base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscribed.endpoint)));
}

/** Has alerts pushed here, by leave of the person at the screen. */
export async function tell(publicKey: string): Promise<void> {
  const registration = await navigator.serviceWorker.register(workerAddress(), { scope: SCOPE, updateViaCache: 'none' });
  await activeWorker(registration);
  // One of before may be another customer's, or for a key that is used no more.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscribed = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(publicKey) });
  try {
    await report(subscribed, publicKey);
  } catch (refused) {
    await subscribed.unsubscribe();
    throw refused;
  }
}

/** Nothing is pushed here from now on, whatever the API knows. */
export async function fallSilent(): Promise<void> {
  await (await subscription())?.unsubscribe();
}

/**
 * When the centre opens: reports that this browser is still there. Ends a subscription that is not this customer's: who sat here before
 * has not signed out.
 */
export async function keep(): Promise<void> {
  const subscribed = await subscription();
  if (!subscribed) return;
  const shown = await client.get<Shown>('/v1/push-subscriptions');
  const name = await nameOf(subscribed);
  const known = shown.subscriptions.find((each) => each.endpoint === name);
  if (!known || !shown.publicKey || Notification.permission !== 'granted') {
    await subscribed.unsubscribe();
  } else if (known.publicKey !== shown.publicKey) {
    await tell(shown.publicKey);
  } else if (!known.current || Date.now() - Date.parse(known.seenAt) > A_DAY) {
    await report(subscribed, known.publicKey);
  }
}

async function report(subscribed: PushSubscription, publicKey: string): Promise<void> {
  await client.post('/v1/push-subscriptions', {
    endpoint: subscribed.endpoint,
    keys: { p256dh: base64url(subscribed.getKey('p256dh')!), auth: base64url(subscribed.getKey('auth')!) },
    publicKey,
  });
}

async function activeWorker(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return;
  await new Promise<void>((done) => worker.addEventListener('statechange', () => { if (worker.state === 'activated') done(); }));
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (text: string) => string }): { createScriptURL(text: string): string };
}

/** The one script address that the pages' policy lets a page make. It is always the same. */
function workerAddress(): string {
  const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes;
  policy ??= policies?.createPolicy('push-worker', { createScriptURL: () => '/assets/push-worker.js' });
  return policy?.createScriptURL('') ?? '/assets/push-worker.js';
}

let policy: ReturnType<Policies['createPolicy']> | undefined;

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function base64url(from: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(from))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
