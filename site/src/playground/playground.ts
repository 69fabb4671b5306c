import { connectGeneratePanel } from './generate-panel.js'
import { requiredElement } from './required-element.js'
import { connectSecretFields } from './secret-fields.js'
import { connectSignaturePanel } from './signature-panel.js'
import { connectTabs } from './tabs.js'
import { connectValidatePanel } from './validate-panel.js'

const root = requiredElement('playground', HTMLElement)
root.hidden = false
requiredElement('playground-waits', HTMLElement).remove()
connectTabs(requiredElement('playground-tabs', HTMLElement))
connectSecretFields(root)
connectValidatePanel()
connectSignaturePanel()
connectGeneratePanel()
root.dataset.ready = ''
