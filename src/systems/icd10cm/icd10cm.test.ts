import { join } from 'node:path'
import { describeCodeSystem } from '../system.suite.ts'
import { icd10cm } from './index.ts'

describeCodeSystem(icd10cm, join(import.meta.dirname, '../../../fixtures/icd10cm'))
