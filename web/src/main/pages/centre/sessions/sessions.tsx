import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

/** Where the account is signed in, and the devices that it knows. */
export function Sessions() {
  const sessions = useFetched<Schemas['SessionPage']>('/v1/sessions');
  const devices = useFetched<Schemas['DevicePage']>('/v1/devices');
  const { busy, failure, run } = useAction();
  const end = (path: string) => run(async () => {
    await client.delete(path);
    await Promise.all([sessions.again(), devices.again()]);
  });
  return (
    <>
      <Title>{words.centre.sessions}</Title>
      <Failure of={failure} />
      <section class="card">
        <div class="row between">
          <h2>{words.sessions.sessions}</h2>
          <button type="button" class="danger" disabled={busy} onClick={() => end('/v1/sessions')}>{words.sessions.endOthers}</button>
        </div>
        <Fetched of={sessions}>{(page) => (
          <ul class="list">{page.sessions.map((session) => (
            <li key={session.id} class="row between">
              <div>
                <h3>{session.device.name} {session.current ? <span class="tag good">{words.sessions.here}</span> : null}</h3>
                <p class="soft">{session.place.name} · {words.sessions.lastUsed(when(session.lastUsedAt))}</p>
                {session.unusual.map((reason) => <p class="soft" key={reason.code}>{reason.text}</p>)}
              </div>
              {session.current ? null
                : <button type="button" class="plain" disabled={busy} onClick={() => end(`/v1/sessions/${session.id}`)}>{words.sessions.end}</button>}
            </li>
          ))}</ul>
        )}</Fetched>
      </section>
      <section class="card">
        <h2>{words.sessions.devices}</h2>
        <Fetched of={devices}>{(page) => (
          <ul class="list">{page.devices.map((device) => (
            <li key={device.id} class="row between">
              <div>
                <h3>{device.name} {device.current ? <span class="tag good">{words.sessions.here}</span> : null}{' '}
                  {device.trustedUntil ? <span class="tag">{words.sessions.trusted}</span> : null}</h3>
                <p class="soft">{device.place.name} · {words.sessions.lastUsed(when(device.lastSeenAt))}</p>
              </div>
              {device.current ? null
                : <button type="button" class="plain" disabled={busy} onClick={() => end(`/v1/devices/${device.id}`)}>{words.sessions.forget}</button>}
            </li>
          ))}</ul>
        )}</Fetched>
      </section>
    </>
  );
}
