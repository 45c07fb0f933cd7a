using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>
/// An Azure Tables account in memory, with the part of the protocol that OzFunctions uses. It rejects other requests with 501 and records
/// them.
/// </summary>
internal sealed class TableService
{
    private const string AllTables = "Tables";
    private const string Batch = "$batch";

    private readonly ConcurrentDictionary<string, Table> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The cost of the requests.</summary>
    public TableCounts Counts { get; } = new();

    /// <summary>The unknown requests that it received.</summary>
    public ConcurrentQueue<string> Unknown { get; } = new();

    /// <summary>The names of the tables.</summary>
    public IReadOnlyList<string> Names => [.. _tables.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Finds a table.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TableException">The table does not exist.</exception>
    public Table Find(string name) => _tables.TryGetValue(name, out var table) ? table : throw TableException.NoTable();

    /// <summary>Responds to a request.</summary>
    /// <param name="call">The request.</param>
    /// <returns>The response.</returns>
    public async Task<TableResponse> AnswerAsync(TableCall call)
    {
        var counted = new Counted(call.Target.Resource, TableOperation.Read, default, call.Target.Keys?.PartitionKey);
        TableResponse answer;
        try
        {
            answer = await AnswerAsync(call, counted);
        }
        catch (TableException e)
        {
            if (e.IsOurs)
            {
                Unknown.Enqueue($"{call.Method} {call.Target.Resource}: {e.Message}");
            }

            answer = TableResponse.Of(e, isTransaction: false);
        }

        Counts.Add(counted.Table, counted.Kind, counted.Figures with { Requests = 1, Bytes = call.Body.Length + answer.Body.Length }, counted.PartitionKey);
        return answer;
    }

    private async Task<TableResponse> AnswerAsync(TableCall call, Counted counted) => (call.Method, call.Target.Resource, call.Target.Keys) switch
    {
        ("POST", Batch, _) => await SubmitAsync(call, counted),
        ("POST", AllTables, null) => Create(call, counted),
        (_, AllTables, _) => throw TableException.NotSpoken("Tables are only created here."),
        ("GET", var table, { } keys) => Read(table, keys, call.Target, counted),
        ("GET", var table, null) => Query(table, call.Target, counted),
        (_, var table, _) => Write(table, call, counted),
    };

    private TableResponse Create(TableCall call, Counted counted)
    {
        counted.Kind = TableOperation.Create;
        using var body = JsonDocument.Parse(call.Body);
        counted.Table = body.RootElement.GetProperty("TableName").GetString()!;
        return _tables.TryAdd(counted.Table, new Table()) ? TableResponse.Done() : throw TableException.TableExists();
    }

    private TableResponse Read(string table, (string PartitionKey, string RowKey) keys, TableTarget target, Counted counted)
    {
        counted.Figures = new(0, LookedOver: 1, 0, 0, 0);
        var row = Find(table).Find(keys.PartitionKey, keys.RowKey) ?? throw TableException.NoRow();
        counted.Figures = counted.Figures with { Returned = 1 };
        return TableResponse.Of(row, Columns(target));
    }

    private TableResponse Query(string table, TableTarget target, Counted counted)
    {
        counted.Kind = TableOperation.Query;
        var filter = FilterParser.Read(target.Query.GetValueOrDefault("$filter"));
        (string, string)? from = target.Query.TryGetValue("NextPartitionKey", out var partitionKey)
            ? (Continuation.Read(partitionKey), Continuation.Read(target.Query.GetValueOrDefault("NextRowKey") ?? ""))
            : null;
        var most = target.Query.TryGetValue("$top", out var top) ? int.Parse(top, CultureInfo.InvariantCulture) : Table.PageRows;
        if (most is < 1 or > Table.PageRows)
        {
            throw TableException.Wrong("A page has 1 to 1,000 rows.");
        }

        if (target.Query.Keys.FirstOrDefault(static name => name is not ("$filter" or "$top" or "$select" or "$format" or "NextPartitionKey" or "NextRowKey")) is { } unknown)
        {
            throw TableException.NotSpoken($"The parameter {unknown} is not known here.");
        }

        var page = Find(table).Query(filter, from, most);
        counted.Figures = new(0, page.LookedOver, page.Rows.Count, 0, 0);
        counted.PartitionKey = filter.Range.Partitions is { IsSingle: true, From: var single } ? single : null;
        return TableResponse.Of(page, Columns(target));
    }

    private TableResponse Write(string table, TableCall call, Counted counted)
    {
        var write = call.ToWrite();
        (counted.Kind, counted.PartitionKey) = (write.Kind, write.PartitionKey);
        var rows = Find(table).Apply([write]);
        counted.Figures = new(0, 0, 0, Written: 1, 0);
        return TableResponse.Done(rows[0]);
    }

    private async Task<TableResponse> SubmitAsync(TableCall call, Counted counted)
    {
        counted.Kind = TableOperation.Transaction;
        if (call.Body.Length > EntityLimits.TransactionBytes)
        {
            throw new TableException(413, "RequestBodyTooLarge", "The body of a transaction is larger than 4 MiB.");
        }

        var calls = await TransactionBody.ReadAsync(call.ContentType, call.Body);
        try
        {
            var writes = Transaction.Of(calls);
            (counted.Table, counted.PartitionKey) = (calls[0].Target.Resource, writes[0].PartitionKey);
            var rows = Find(counted.Table).Apply(writes);
            counted.Figures = new(0, 0, 0, rows.Count, 0);
            return TransactionBody.Answer([.. rows.Select(TableResponse.Done)]);
        }
        catch (TableException e) when (!e.IsOurs)
        {
            return TransactionBody.Answer([TableResponse.Of(e, isTransaction: true)]);
        }
    }

    private static HashSet<string>? Columns(TableTarget target) =>
        target.Query.TryGetValue("$select", out var select) ? [.. select.Split(',')] : null;

    // The data to count for a request, also if it is rejected.
    private sealed class Counted(string table, TableOperation kind, TableFigures figures, string? partitionKey)
    {
        public string Table { get; set; } = table;

        public TableOperation Kind { get; set; } = kind;

        public TableFigures Figures { get; set; } = figures;

        public string? PartitionKey { get; set; } = partitionKey;
    }
}
