package dev.meridian.sharding.internal.gather;

/** How two results become one. Rows are equal by the database's equality, and NULL equals NULL. */
public enum SetOperation {
    UNION,
    UNION_ALL,
    INTERSECT,
    INTERSECT_ALL,
    EXCEPT,
    EXCEPT_ALL
}
