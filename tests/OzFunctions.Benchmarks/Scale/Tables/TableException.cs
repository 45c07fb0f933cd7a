namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The rejection of a request by the table service.</summary>
/// <param name="status">The HTTP status of the response.</param>
/// <param name="code">Azure's error code.</param>
/// <param name="message">The error message.</param>
internal sealed class TableException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status of the response.</summary>
    public int Status => status;

    /// <summary>Azure's error code.</summary>
    public string Code => code;

    /// <summary>The index of the operation in the transaction, from 0.</summary>
    public int Operation { get; init; }

    /// <summary>Whether the request uses a part of the protocol that is not implemented here; Azure might accept it.</summary>
    public bool IsOurs => status == 501;

    /// <summary>The table does not exist.</summary>
    public static TableException NoTable() => new(404, "TableNotFound", "The table specified does not exist.");

    /// <summary>The row does not exist.</summary>
    public static TableException NoRow() => new(404, "ResourceNotFound", "The specified resource does not exist.");

    /// <summary>The row exists already.</summary>
    public static TableException RowExists() => new(409, "EntityAlreadyExists", "The specified entity already exists.");

    /// <summary>The table exists already.</summary>
    public static TableException TableExists() => new(409, "TableAlreadyExists", "The table specified already exists.");

    /// <summary>The ETag of the row has changed.</summary>
    public static TableException Changed() => new(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    /// <summary>The request is invalid.</summary>
    /// <param name="message">The error message.</param>
    /// <param name="code">Azure's error code.</param>
    public static TableException Wrong(string message, string code = "InvalidInput") => new(400, code, message);

    /// <summary>The request is not supported here.</summary>
    /// <param name="message">The error message.</param>
    public static TableException NotSpoken(string message) => new(501, "NotImplemented", message);

    /// <summary>Returns the same error for an operation in a transaction.</summary>
    /// <param name="operation">The index of the operation, from 0.</param>
    public TableException At(int operation) => new(status, code, Message) { Operation = operation };
}
