import { useState } from 'preact/hooks';
import { Refusal, type Schemas } from '../api/client';
import type { QuestionWords } from '../words/questions/en';
import { Choice, Field, Form, Told, useAction } from './parts';

export type Answered = readonly { readonly question: string; readonly answer: string }[];

const PLACES = [0, 1, 2] as const;

/** A question as this language asks it; the API's own words for one that is newer than this page. */
export function asked(question: string, offered: readonly Schemas['OfferedQuestion'][], words: QuestionWords): string {
  return words.asked[question] ?? offered.find((each) => each.question === question)?.text ?? question;
}

interface AnswersProps {
  readonly words: QuestionWords;
  readonly offered: readonly Schemas['OfferedQuestion'][];
  readonly go: string;
  readonly send: (answers: Answered) => Promise<void>;
}

/** Three answers to three questions. What is chosen at one place is offered at no other. */
export function Answers({ words, offered, go, send }: AnswersProps) {
  const [chosen, setChosen] = useState(PLACES.map((place) => offered[place]!.question));
  const [typed, setTyped] = useState<readonly string[]>(['', '', '']);
  const { busy, failure, run } = useAction();
  const submit = () => run(async () => {
    try {
      await send(PLACES.map((place) => ({ question: chosen[place]!, answer: typed[place]! })));
    } catch (refused) {
      throw told(refused, words);
    }
  });
  return (
    <Form go={submit} failure={failure}>
      <p class="hint">{words.hint}</p>
      {PLACES.map((place) => (
        <div key={place}>
          <Choice label={words.question(place + 1)} value={chosen[place]!} set={(question) => setChosen(chosen.with(place, question))}
            of={offered.map((each) => each.question).filter((each) => each === chosen[place] || !chosen.includes(each))
              .map((each) => [each, asked(each, offered, words)] as const)} />
          <Field label={words.answer(place + 1)} name={`answer-${place + 1}`} value={typed[place]!} autocomplete="off" most={200}
            hint={asked(chosen[place]!, offered, words)} set={(answer) => setTyped(typed.with(place, answer))} />
        </div>
      ))}
      <button disabled={busy}>{go}</button>
    </Form>
  );
}

function told(refused: unknown, words: QuestionWords): unknown {
  if (!(refused instanceof Refusal)) return refused;
  const text = words.reasons[String(refused.body['reason'])] ?? words.problems[refused.slug];
  return text === undefined ? refused : new Told(text);
}
