import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Field, Form, Tick, useAction } from '../../ui/parts';
import { words } from '../../words/words';

type Chosen = Schemas['NotificationPreferences'];

/** Which alerts come by which channel, and when. What a thief would silence can't be silenced. */
export function Preferences() {
  const chosen = useFetched<Chosen>('/v1/notification-preferences');
  return (
    <section class="card">
      <h2>{words.preferences.title}</h2>
      <p class="soft">{words.preferences.why}</p>
      <Fetched of={chosen}>{(shown) => <Choose chosen={shown} saved={chosen.again} />}</Fetched>
    </section>
  );
}

function Choose({ chosen, saved }: { chosen: Chosen; saved: () => Promise<void> }) {
  const [groups, setGroups] = useState(chosen.groups);
  const [quiet, setQuiet] = useState(chosen.quietHours !== undefined && chosen.quietHours !== null);
  const [from, setFrom] = useState(chosen.quietHours?.from ?? '22:00');
  const [to, setTo] = useState(chosen.quietHours?.to ?? '07:00');
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useAction();
  const set = (group: string, channel: 'email' | 'sms' | 'push', on: boolean) =>
    setGroups(groups.map((each) => each.group === group ? { ...each, [channel]: on } : each));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const save = () => run(async () => {
    setDone(false);
    await client.put('/v1/notification-preferences', {
      groups: groups.filter((each) => each.changeable).map(({ group, email, sms, push }) => ({ group, email, sms, push })),
      ...(quiet ? { quietHours: { from, to, zone } } : {}),
    });
    await saved();
    setDone(true);
  });
  return (
    <Form go={save} failure={failure}>
      {groups.map((each) => (
        <fieldset key={each.group} disabled={!each.changeable}>
          <legend>{words.preferences.groups[each.group] ?? each.group}</legend>
          {each.changeable ? (
            <>
              <Tick label={words.factor.email} checked={each.email} set={(on) => set(each.group, 'email', on)} />
              <Tick label={words.factor.sms} checked={each.sms} set={(on) => set(each.group, 'sms', on)} />
              <Tick label={words.preferences.browsers} checked={each.push} set={(on) => set(each.group, 'push', on)} />
            </>
          ) : <p class="soft">{words.preferences.always}</p>}
        </fieldset>
      ))}
      <Tick label={words.preferences.quiet} checked={quiet} set={setQuiet} />
      {quiet ? (
        <>
          <Field label={words.preferences.from} name="from" type="time" value={from} set={setFrom} autocomplete="off" />
          <Field label={words.preferences.to} name="to" type="time" value={to} set={setTo} autocomplete="off" hint={zone} />
        </>
      ) : null}
      <div role="status">{done ? <div class="notice good"><p>{words.preferences.saved}</p></div> : null}</div>
      <button disabled={busy}>{words.preferences.save}</button>
    </Form>
  );
}
