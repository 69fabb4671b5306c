// The first check in a new process: loads a module, and checks one event.
const event = {
  event_type: 'prompt_template_deleted',
  details: { prompt_template_id: 12, prompt_template_name: 'Hello' },
  user_id: 1,
  workspace_id: 1,
  timestamp: '2023-12-01T22:05:57.924833',
}
const [, , module] = process.argv
if (module && !(await import(module)).guard(event)) throw new Error(`${module} refuses an event`)
