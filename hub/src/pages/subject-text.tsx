import { type Subject, subjectText } from '../subject.js'

/** What an event is about, in one line below its type. */
export function SubjectText({ of }: { of: Subject }) {
  const text = subjectText(of)
  return text ? (
    <small class="subject clamped" title={text}>
      {text}
    </small>
  ) : null
}
