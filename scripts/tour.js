/**
 * A day at the sample shop, in the real window under a display that nobody sees: for machines without a screen, and for the pictures.
 *
 *     node scripts/tour.js
 *
 * Leaves a picture of every screen and the month's files in target/tour.
 */
