using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>
/// An in-memory table with the semantics of the service: ETags, atomic transactions, a table that must be created first. A test can run code before
/// each operation and after each committed transaction, and so force any interleaving.
/// </summary>
internal sealed partial class FakeTableClient : TableClient
{
    private readonly SortedDictionary<(string Partition, string Row), TableEntity> _rows =
        new(Comparer<(string Partition, string Row)>.Create(static (left, right) =>
            string.CompareOrdinal(left.Partition, right.Partition) is not 0 and var order ? order : string.CompareOrdinal(left.Row, right.Row)));

    private readonly Lock _lock = new();
    private long _etag;

    /// <summary>Runs before each operation, with its name; an exception replaces the operation.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Does something once, immediately before the next operation of this name.</summary>
    public void BeforeFirst(string name, Func<Task> act) => Before = async operation =>
    {
        if (operation == name)
        {
            Before = static _ => Task.CompletedTask;
            await act();
        }
    };

    /// <summary>Runs after each committed transaction; an exception replaces the response.</summary>
    public Func<Task> AfterCommit { get; set; } = static () => Task.CompletedTask;

    /// <summary>Runs after each completed write of one row; an exception replaces the response.</summary>
    public Action AfterWrite { get; set; } = static () => { };

    /// <summary>Returns the service's time for point reads; null for none.</summary>
    public Func<DateTimeOffset?> Date { get; set; } = static () => null;

    public bool Exists { get; set; }

    public List<int> TransactionSizes { get; } = [];

    public List<string> Queries { get; } = [];

    /// <summary>The columns that the last query selected; null for all.</summary>
    public IReadOnlyList<string>? LastSelected { get; private set; }

    public override string Name => "Fake";

    public IEnumerable<TableEntity> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows.Values];
            }
        }
    }

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        Exists = true;
        return Task.FromResult(Response.FromValue(new TableItem(Name), new RowResponse(201)));
    }

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        await Before("read");
        lock (_lock)
        {
            var entity = _rows.GetValueOrDefault((partitionKey, rowKey));
            return new FakeNullableResponse<T>((T?)(object?)(entity is null ? null : Copy(entity)), Date());
        }
    }

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        await Before("transaction");
        ThrowUnlessTableExists();

        var actions = transactionActions.ToList();
        List<Response> responses;
        lock (_lock)
        {
            for (var i = 0; i < actions.Count; i++)
            {
                CheckOf(actions, i);
            }

            TransactionSizes.Add(actions.Count);
            responses = actions.ConvertAll<Response>(Write);
        }

        await AfterCommit();
        return Response.FromValue<IReadOnlyList<Response>>(responses, new RowResponse(202));
    }

    public override async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        await WriteOneAsync(new TableTransactionAction(TableTransactionActionType.Add, entity), cancellationToken);

    public override async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        await WriteOneAsync(new TableTransactionAction(
            mode is TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace, entity, ifMatch), cancellationToken);

    public override async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        await WriteOneAsync(new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity), cancellationToken);

    public override async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        await Before("delete");
        ThrowUnlessTableExists();
        lock (_lock)
        {
            var action = new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ifMatch);
            try
            {
                Check(action);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // The SDK does not throw it.
                return new FakeResponse(404);
            }

            return Write(action);
        }
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        ThrowUnlessTableExists();
        Assert.DoesNotContain(" or ", filter ?? "", StringComparison.Ordinal);
        var conditions = Condition().Matches(filter ?? "").Select(static match => (Property: match.Groups[1].Value, Operator: match.Groups[2].Value, Value: match.Groups[3].Value)).ToList();
        lock (_lock)
        {
            var found = _rows.Values.Where(row => conditions.TrueForAll(condition => Holds(condition, row))).Select(Copy).ToList();
            Queries.Add(filter ?? "");
            LastSelected = select?.ToList();
            return new FakePageable<T>(found, maxPerPage ?? 1_000, Before);
        }
    }

    private static bool Holds((string Property, string Operator, string Value) condition, TableEntity row)
    {
        var order = row[condition.Property] switch
        {
            int number => number.CompareTo(int.Parse(condition.Value, CultureInfo.InvariantCulture)),
            bool flag => flag.CompareTo(bool.Parse(condition.Value)),
            DateTimeOffset time => time.CompareTo(DateTimeOffset.Parse(condition.Value, CultureInfo.InvariantCulture)),
            var text => string.CompareOrdinal((string?)text, condition.Value),
        };

        return condition.Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "ge" => order >= 0,
            "gt" => order > 0,
            "le" => order <= 0,
            "lt" => order < 0,
            var other => throw new NotSupportedException(other),
        };
    }

    private void ThrowUnlessTableExists()
    {
        if (!Exists)
        {
            throw new RequestFailedException(404, "No table.", TableErrorCode.TableNotFound.ToString(), null);
        }
    }

    private void Check(TableTransactionAction action)
    {
        var stored = _rows.GetValueOrDefault((action.Entity.PartitionKey, action.Entity.RowKey));
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add when stored is not null:
                throw new RequestFailedException(409, "The row exists.", TableErrorCode.EntityAlreadyExists.ToString(), null);
            case TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpdateMerge or TableTransactionActionType.Delete when stored is null:
                throw new RequestFailedException(404, "No row.", TableErrorCode.ResourceNotFound.ToString(), null);
            case TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpdateMerge or TableTransactionActionType.Delete
                when stored!.ETag != action.ETag && action.ETag != ETag.All:
                throw new RequestFailedException(412, "Another ETag.", TableErrorCode.UpdateConditionNotSatisfied.ToString(), null);
            default:
                break;
        }
    }

    private void CheckOf(List<TableTransactionAction> actions, int index)
    {
        try
        {
            Check(actions[index]);
        }
        catch (RequestFailedException e)
        {
            e.Data["FailedEntity"] = index.ToString(CultureInfo.InvariantCulture);
            throw new TableTransactionFailedException(e);
        }
    }

    private async Task<Response> WriteOneAsync(TableTransactionAction action, CancellationToken cancellationToken)
    {
        await Before("write").WaitAsync(cancellationToken);
        ThrowUnlessTableExists();
        RowResponse answer;
        lock (_lock)
        {
            Check(action);
            answer = Write(action);
        }

        AfterWrite();
        return answer;
    }

    private RowResponse Write(TableTransactionAction action)
    {
        var entity = Copy((TableEntity)action.Entity);
        if (action.ActionType is TableTransactionActionType.Delete)
        {
            _rows.Remove((entity.PartitionKey, entity.RowKey));
            return new RowResponse(204);
        }

        if (action.ActionType is TableTransactionActionType.UpdateMerge)
        {
            foreach (var (name, value) in _rows[(entity.PartitionKey, entity.RowKey)])
            {
                entity.TryAdd(name, value);
            }
        }

        entity.ETag = new ETag((++_etag).ToString(CultureInfo.InvariantCulture));
        _rows[(entity.PartitionKey, entity.RowKey)] = entity;
        return new RowResponse(204, entity.ETag);
    }

    // The service does not store nulls.
    private static TableEntity Copy(TableEntity entity) =>
        new(entity.Where(static property => property.Value is not null).ToDictionary(static property => property.Key, static property => property.Value)) { ETag = entity.ETag };

    [GeneratedRegex("(\\w+) (eq|ne|ge|gt|le|lt) (?:datetime)?'?([^' )]*)'?")]
    private static partial Regex Condition();
}
