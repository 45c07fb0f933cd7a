namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Validates transactions as Azure does.</summary>
internal static class Transaction
{
    /// <summary>Reads and validates the writes.</summary>
    /// <param name="calls">The requests of the transaction.</param>
    /// <returns>The writes, all in one partition and each to a different row.</returns>
    /// <exception cref="TableException">Azure would reject them.</exception>
    public static List<TableWrite> Of(IReadOnlyList<TableCall> calls)
    {
        Refuse(calls.Count is 0 or > EntityLimits.TransactionOperations, "InvalidInput", "A transaction has 1 to 100 operations.", EntityLimits.TransactionOperations - 1);
        var (writes, rows) = (new List<TableWrite>(calls.Count), new HashSet<string>(StringComparer.Ordinal));
        foreach (var call in calls)
        {
            var write = ToWrite(call, writes.Count);
            Refuse(call.Target.Resource != calls[0].Target.Resource, "InvalidInput", "A transaction is of one table.", writes.Count);
            Refuse(writes.Count > 0 && write.PartitionKey != writes[0].PartitionKey, "CommandsInBatchActOnDifferentPartitions", "A transaction is of one partition.", writes.Count);
            Refuse(!rows.Add(write.RowKey), "InvalidDuplicateRow", "A transaction writes a row once.", writes.Count);
            writes.Add(write);
        }

        return writes;
    }

    private static TableWrite ToWrite(TableCall call, int operation)
    {
        try
        {
            return call.ToWrite();
        }
        catch (TableException e)
        {
            throw e.At(operation);
        }
    }

    private static void Refuse(bool isWrong, string code, string message, int operation)
    {
        if (isWrong)
        {
            throw TableException.Wrong(message, code).At(operation);
        }
    }
}
