import { Fragment } from 'hono/jsx'

/** A name as code. It may wrap after an underscore. */
export function Name({ of }: { of: string }) {
  const parts = of.split(/(?<=_)/)
  return (
    <code>
      {parts.map((part, index) => (
        <Fragment>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  )
}

/** A sentence of the contract, with text between backticks as code. */
export function Prose({ children }: { children: string }) {
  return <>{children.split('`').map((part, index) => (index % 2 ? <Name of={part} /> : part))}</>
}
