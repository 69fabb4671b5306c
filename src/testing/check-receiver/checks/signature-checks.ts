import type { Check } from '../check.js'
import { accepted } from '../expectation.js'
import { type Layout, otherLayouts, RawJson } from '../json-layout.js'
import type { EventData } from '../marked-event.js'
import type { CheckedScheme } from '../signer.js'

interface Form {
  readonly name: string
  readonly description: string
  readonly sent: string
  readonly layout: Layout
  /** A text in the event that the layout writes in its own way. */
  readonly text?: string
  /** The value of an unknown key, which is signed too. */
  readonly extra?: unknown
  readonly needs?: readonly string[]
  readonly advice: string
}

const canonical = 'what json.dumps(json.loads(body), sort_keys=True) returns in Python'

// The texts hold no U+0000, which common databases cannot store.
const unusual = 'Jos\u00e9 \u{1f600} \u2028 \u007f "\\/ \b\f\n\r\t \u0001'

// They stand under an unknown key, in a body that is not the canonical text.
const carriesExtra = ['contract/extra-keys', 'signature/key-order']

const forms = (layouts: ReturnType<typeof otherLayouts>): readonly Form[] => [
  {
    name: 'key-order',
    description: 'accepts a body with its keys in another order',
    sent: 'the keys in reverse order, at every depth',
    layout: layouts.keyOrder,
    advice: `Sort the keys at every depth before you hash: the signature covers ${canonical}.`,
  },
  {
    name: 'white-space',
    description: 'accepts a body with other white space',
    sent: 'tabs and line ends between the tokens',
    layout: layouts.whiteSpace,
    advice: `Write ", " and ": " before you hash: the signature covers ${canonical}.`,
  },
  {
    name: 'non-ascii',
    description: 'accepts bare characters outside ASCII',
    sent: 'é, an emoji and U+2028 in UTF-8, not escaped',
    layout: layouts.bareCharacters,
    text: unusual,
    advice: `Read the body as UTF-8, and escape what is not printable ASCII before you hash (é as \\u00e9): the signature covers ${canonical}.`,
  },
  {
    name: 'escapes',
    description: 'accepts characters that are escaped in another way',
    sent: 'each character as an escape in upper case, and / as \\/',
    layout: layouts.allEscaped,
    text: unusual,
    advice: `Undo the escapes and write them again before you hash (\\u00E9 as \\u00e9, \\/ as /): the signature covers ${canonical}.`,
  },
  {
    name: 'lone-surrogates',
    description: 'accepts halves of a surrogate pair',
    sent: 'an unknown key with the texts \\ud83d and \\ude80\\ud83d',
    layout: layouts.keyOrder,
    extra: ['\ud83d', '\ude80\ud83d'],
    needs: carriesExtra,
    advice: `Keep a half as it is, and do not put U+FFFD in its place: the signature covers ${canonical}.`,
  },
  {
    name: 'big-numbers',
    description: 'accepts whole numbers of any size',
    sent: 'an unknown key with whole numbers beyond 2^53 and 2^64',
    layout: layouts.keyOrder,
    extra: new RawJson('[9007199254740993, -123456789012345678901234567890]'),
    needs: carriesExtra,
    advice: `Keep every digit of a whole number: the signature covers ${canonical}.`,
  },
  {
    name: 'float-numbers',
    description: 'accepts numbers with a fraction or an exponent',
    sent: 'an unknown key with 1.0, 1e2, 1e16, 1e-7 and -0.0',
    layout: layouts.keyOrder,
    extra: new RawJson('[1.0, 1e2, 1e16, 1e-7, -0.0, 0.1]'),
    needs: carriesExtra,
    advice: `Write a float as repr does in Python (1.0, 100.0, 1e+16, 1e-07): the signature covers ${canonical}.`,
  },
]

const rawAdvice = 'Hash the body as it was sent, byte by byte, before anything parses it.'

/** The signature is right, but not every receiver finds out. */
export function signatureChecks(scheme: CheckedScheme): Check[] {
  return forms(otherLayouts()).map(({ name, description, sent, layout, text, extra, needs, advice }) => ({
    id: `signature/${name}`,
    level: 'must',
    description,
    ...(needs && { needs }),
    run: (session) => {
      const event: EventData = session.event(text)
      return session.firstProblem([
        {
          sent: `${event.event_type}, signed: ${sent}`,
          request: session.signed(extra === undefined ? event : { ...event, added_later: extra }, layout),
          expected: accepted,
          advice: scheme === 'promptlayer' ? advice : rawAdvice,
        },
      ])
    },
  }))
}
