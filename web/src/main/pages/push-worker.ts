/*
 * Shows alerts that are pushed to this browser (Push API), also while no page is open. It controls no page and answers no request:
 * its scope has none. A click opens the alerts, and nothing that a message names elsewhere.
 */

interface PushedNotice {
  readonly title?: unknown;
  readonly text?: unknown;
  readonly lang?: unknown;
  readonly url?: unknown;
  readonly tag?: unknown;
}

interface Extendable extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Pushed extends Extendable {
  readonly data: { json(): unknown } | null;
}

interface Clicked extends Extendable {
  readonly notification: Notification;
}

interface PageOfOurs {
  readonly url: string;
  focus(): Promise<unknown>;
}

interface PushWorker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(which: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly PageOfOurs[]>;
    openWindow(path: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install', hear: (event: Extendable) => void): void;
  addEventListener(kind: 'push', hear: (event: Pushed) => void): void;
  addEventListener(kind: 'notificationclick', hear: (event: Clicked) => void): void;
}

{
  const ALERTS = '/security/alerts';
  const worker = self as unknown as PushWorker;

  const text = (value: unknown, most: number) => typeof value === 'string' ? value.slice(0, most) : '';

  const read = (event: Pushed): PushedNotice => {
    try {
      return event.data?.json() as PushedNotice ?? {};
    } catch {
      return {};
    }
  };

  // A path of the centre on this origin; anything else leads to the alerts.
  const place = (url: unknown): string => {
    const path = text(url, 200);
    return /^\/security(\/[A-Za-z0-9-]+)*$/.test(path) ? path : ALERTS;
  };

  // Browsers want each push shown: one that can't be read says at least where it comes from.
  const show = (notice: PushedNotice) => worker.registration.showNotification(text(notice.title, 200) || location.host, {
    body: text(notice.text, 400),
    lang: text(notice.lang, 20),
    tag: text(notice.tag, 100),
    icon: '/assets/icon.svg',
    data: place(notice.url),
    // A later one of a kind takes the earlier one's place, and is heard all the same.
    ...(text(notice.tag, 100) ? { renotify: true } : {}),
  } as NotificationOptions);

  const open = async (path: string) => {
    const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const there = pages.find((page) => new URL(page.url).origin === location.origin && new URL(page.url).pathname === path);
    return there ? there.focus() : worker.clients.openWindow(path);
  };

  worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener('push', (event) => event.waitUntil(show(read(event))));
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(open(place(event.notification.data)));
  });
}
