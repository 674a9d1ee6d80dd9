import { join } from 'node:path'
import { describeCodeSystem } from '../system.suite.ts'
import { hcpcs } from './index.ts'

describeCodeSystem(hcpcs, join(import.meta.dirname, '../../../fixtures/hcpcs'))
