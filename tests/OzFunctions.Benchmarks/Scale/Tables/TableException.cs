namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A request that the table service refuses.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="code">Azure's code of the error.</param>
/// <param name="message">What is wrong.</param>
internal sealed class TableException(int status, string code, string message) : Exception(message)
{
    /// <summary>The status of the answer.</summary>
    public int Status => status;

    /// <summary>Azure's code of the error.</summary>
    public string Code => code;

    /// <summary>Which operation of a transaction it was, from 0.</summary>
    public int Operation { get; init; }

    /// <summary>Whether Azure might well have answered: the request is of a part of the protocol that is not spoken here.</summary>
    public bool IsOurs => status == 501;

    /// <summary>Of a table that was not created.</summary>
    public static TableException NoTable() => new(404, "TableNotFound", "The table specified does not exist.");

    /// <summary>Of a row that is not there.</summary>
    public static TableException NoRow() => new(404, "ResourceNotFound", "The specified resource does not exist.");

    /// <summary>Of a row that is there already.</summary>
    public static TableException RowExists() => new(409, "EntityAlreadyExists", "The specified entity already exists.");

    /// <summary>Of a table that is there already.</summary>
    public static TableException TableExists() => new(409, "TableAlreadyExists", "The table specified already exists.");

    /// <summary>Of a row that is no longer the one that was read.</summary>
    public static TableException Changed() => new(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    /// <summary>Of a request that is wrong in itself.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="code">Azure's code.</param>
    public static TableException Wrong(string message, string code = "InvalidInput") => new(400, code, message);

    /// <summary>Of a request that is not understood here.</summary>
    /// <param name="message">What it is.</param>
    public static TableException NotSpoken(string message) => new(501, "NotImplemented", message);

    /// <summary>The same of an operation within a transaction.</summary>
    /// <param name="operation">Its place, from 0.</param>
    public TableException At(int operation) => new(status, code, Message) { Operation = operation };
}
