namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The kinds of requests that are counted.</summary>
internal enum TableOperation
{
    /// <summary>Makes a table.</summary>
    Create,

    /// <summary>Reads an entity by its keys.</summary>
    Read,

    /// <summary>Reads a page of a query.</summary>
    Query,

    /// <summary>Inserts an entity.</summary>
    Insert,

    /// <summary>Replaces an entity, or merges into it, under a condition.</summary>
    Update,

    /// <summary>Inserts an entity, replaces it, or merges into it, whatever is there.</summary>
    Upsert,

    /// <summary>Deletes an entity.</summary>
    Delete,

    /// <summary>Writes several entities of one partition, all or none.</summary>
    Transaction,
}
