import { generalCourses } from './courses-general.js'
import { intensiveCourses } from './courses-intensive.js'
import { wardCourses } from './courses-ward.js'

export const courses = { ...wardCourses, ...intensiveCourses, ...generalCourses }

export type CourseName = keyof typeof courses
