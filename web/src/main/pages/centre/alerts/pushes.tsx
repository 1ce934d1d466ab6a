import { useEffect, useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Tick, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

type Shown = Schemas['PushSubscriptions'];

/** Alerts on the screens of the customer's browsers. */
export function Pushes() {
  const shown = useFetched<Shown>('/v1/push-subscriptions');
  return (
    <section class="card">
      <h2>{words.pushes.title}</h2>
      <p class="soft">{words.pushes.why}</p>
      <Fetched of={shown}>{(known) => <Browsers shown={known} again={shown.again} />}</Fetched>
    </section>
  );
}

// Fetched where it is needed: most browsers never subscribe.
const browser = () => import('./browser');

function Browsers({ shown, again }: { shown: Shown; again: () => Promise<void> }) {
  const [name, setName] = useState<string>();
  const [blocked, setBlocked] = useState(false);
  const { busy, failure, run } = useAction();
  const canTell = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  const look = async () => {
    if (canTell && await navigator.serviceWorker.getRegistration('/assets/')) setName(await (await browser()).nameHere());
  };
  useEffect(() => { void look(); }, []);

  const known = shown.subscriptions.find((each) => each.endpoint === name);
  const end = (id: string) => client.delete(`/v1/push-subscriptions/${id}`);
  const toggle = (on: boolean) => run(async () => {
    // Asked within the click: later, a browser would not let a page ask.
    const denied = on && await Notification.requestPermission() !== 'granted';
    setBlocked(denied);
    if (denied) return;
    if (on) {
      await (await browser()).tell(shown.publicKey!);
    } else {
      await (await browser()).fallSilent();
      if (known) await end(known.id);
    }
    await look();
    await again();
  });
  return (
    <>
      <Failure of={failure} />
      <div role="status">{blocked ? <div class="notice warn"><p>{words.pushes.blocked}</p></div> : null}</div>
      {canTell && shown.publicKey
        ? <Tick label={words.pushes.here} checked={known !== undefined} set={toggle} disabled={busy} />
        : null}
      <ul class="list">{shown.subscriptions.filter((each) => each !== known).map((each) => {
        const label = words.pushes.other(each.device, when(each.seenAt));
        return (
          <li key={each.id} class="row between">
            <span>{label}</span>
            <button type="button" class="link" disabled={busy} aria-label={`${words.pushes.end}: ${label}`}
              onClick={() => run(async () => { await end(each.id); await again(); })}>{words.pushes.end}</button>
          </li>
        );
      })}</ul>
    </>
  );
}
