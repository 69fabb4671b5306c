import { defineEvent } from '../event.js'
import { id, name } from '../fields.js'

/** The events of agents, which the sender also calls workflows. */
export const agentEvents = [
  defineEvent({
    type: 'agent_run_finished',
    description:
      'A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times.',
    subject: { id: 'agent_id', name: 'agent_name', run: 'agent_execution_id' },
    details: {
      agent_name: name('The name of the agent.'),
      agent_id: id('The id of the agent.'),
      agent_execution_id: id('The id of the run. It is the same in each event of one run.'),
    },
    example: {
      details: { agent_name: 'Support triage', agent_id: 31, agent_execution_id: 4207 },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-08-21T10:02:33.708154',
    },
  }),
] as const
