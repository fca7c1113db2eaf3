/**
 * Real JTA for tests in Java SE: a transaction manager, and XA data sources that take part in its transactions.
 *
 * <p>In: the URLs of databases. Out: data sources by their JNDI names, failures of two-phase commit on demand, recovery.
 * Must not know: any room.
 */
@NullMarked
package dev.meridian.sharding.testkit.jta;

import org.jspecify.annotations.NullMarked;
