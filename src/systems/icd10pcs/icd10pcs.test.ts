import { join } from 'node:path'
import { describeCodeSystem } from '../system.suite.ts'
import { icd10pcs } from './index.ts'

describeCodeSystem(icd10pcs, join(import.meta.dirname, '../../../fixtures/icd10pcs'))
