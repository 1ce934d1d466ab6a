import { useEffect, useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Tick, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';
import { Blocked, canTell, fallSilent, nameOf, subscription, tell } from './browser';

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

function Browsers({ shown, again }: { shown: Shown; again: () => Promise<void> }) {
  const [name, setName] = useState<string>();
  const [blocked, setBlocked] = useState(false);
  const { busy, failure, run } = useAction();
  const look = async () => {
    const here = await subscription();
    setName(here && await nameOf(here));
  };
  useEffect(() => { void look(); }, []);

  const known = shown.subscriptions.find((each) => each.endpoint === name);
  const toggle = (on: boolean) => run(async () => {
    setBlocked(false);
    try {
      if (on) await tell(shown.publicKey!);
      else {
        await fallSilent();
        if (known) await client.delete(`/v1/push-subscriptions/${known.id}`);
      }
    } catch (failed) {
      if (!(failed instanceof Blocked)) throw failed;
      setBlocked(true);
    }
    await look();
    await again();
  });
  const end = (id: string) => run(async () => {
    await client.delete(`/v1/push-subscriptions/${id}`);
    await again();
  });
  return (
    <>
      <Failure of={failure} />
      <div role="status">{blocked ? <div class="notice warn"><p>{words.pushes.blocked}</p></div> : null}</div>
      {canTell() && shown.publicKey
        ? <Tick label={words.pushes.here} checked={known !== undefined} set={toggle} disabled={busy} />
        : <p>{words.pushes.impossible}</p>}
      <ul class="list">{shown.subscriptions.filter((each) => each !== known).map((each) => (
        <li key={each.id} class="row between">
          <span>{words.pushes.other(each.device, when(each.seenAt))}</span>
          <button type="button" class="link" disabled={busy} aria-label={`${words.pushes.end}: ${words.pushes.other(each.device, when(each.seenAt))}`} onClick={() => end(each.id)}>{words.pushes.end}</button>
        </li>
      ))}</ul>
    </>
  );
}
