/** The id of the form. The checkboxes are in the rows of a table, and belong to the form by its id. */
export const selectionForm = 'selection'

/** The button that sends selected deliveries again, and then shows the page at `to`. */
export function SendSelectedAgain({ to }: { to: string }) {
  return (
    <form class="below" id={selectionForm} method="post" action="/deliveries/send-again">
      <input type="hidden" name="to" value={to} />
      <button type="submit">Send selected again</button>
    </form>
  )
}
