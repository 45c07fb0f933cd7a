namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The kinds of requests that are counted separately.</summary>
internal enum TableOperation
{
    /// <summary>Creates a table.</summary>
    Create,

    /// <summary>Reads an entity by its keys.</summary>
    Read,

    /// <summary>Reads a page of a query.</summary>
    Query,

    /// <summary>Inserts an entity.</summary>
    Insert,

    /// <summary>Replaces an entity, or merges into it, if a condition is true.</summary>
    Update,

    /// <summary>Inserts, replaces or merges an entity unconditionally.</summary>
    Upsert,

    /// <summary>Deletes an entity.</summary>
    Delete,

    /// <summary>Writes several entities of one partition atomically.</summary>
    Transaction,
}
