using System.Text.Json;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Runs;

/// <summary>Runs in Azure Tables: one partition for each kind, with keys that sort the newest run first.</summary>
/// <param name="client">The table <see cref="TableNames.Runs"/>.</param>
internal sealed class RunStore(TableClient client) : IRunStore
{
    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<bool> TryAddAsync(Run run, CancellationToken cancellationToken) => await _table.TryWriteAsync(Entity(run), etag: null, cancellationToken) is not null;

    /// <inheritdoc/>
    public Task<Stored<Run>?> FindAsync(RunId id, CancellationToken cancellationToken) => _table.FindAsync(id.Kind, id.Order, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stored<Run>?> TryWriteAsync(Run run, string etag, CancellationToken cancellationToken) =>
        await _table.TryWriteAsync(Entity(run), etag, cancellationToken) is { } written ? new Stored<Run>(run, written) : null;

    /// <inheritdoc/>
    public Task<PageOf<Run>> ListAsync(string kind, string? from, int limit, CancellationToken cancellationToken) =>
        _table.PageAsync(TableClient.CreateQueryFilter($"PartitionKey eq {kind}"), from, limit, Read, cancellationToken);

    /// <summary>The row of a run.</summary>
    internal static TableEntity Entity(Run run) => new(run.Id.Kind, run.Id.Order)
    {
        [nameof(run.By)] = run.By,
        [nameof(run.State)] = run.State.ToString(),
        [nameof(run.StartedAt)] = run.StartedAt,
        [nameof(run.FinishedAt)] = run.FinishedAt,
        [nameof(run.Parameters)] = JsonSerializer.Serialize(run.Parameters, RunContext.Default.IReadOnlyDictionaryStringString),
        [nameof(run.Counts)] = JsonSerializer.Serialize(run.Counts, RunContext.Default.IReadOnlyDictionaryStringInt64),
        [nameof(run.Cursor)] = run.Cursor,
        [nameof(run.Error)] = run.Error,
        [nameof(run.StoppedBy)] = run.StoppedBy,
        [nameof(run.LastStepAt)] = run.LastStepAt,
        [nameof(run.LoggedAt)] = run.LoggedAt,
        [nameof(run.Step)] = run.Step,
        [nameof(run.ClaimedUntil)] = run.ClaimedUntil,
    };

    // A row that cannot be read, for example one of a later version after a rollback, must not stop its schedule.
    private static Run Read(TableEntity entity)
    {
        var id = new RunId(entity.PartitionKey, entity.RowKey);
        try
        {
            return ReadColumns(id, entity);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or JsonException)
        {
            return new Run { Id = id, By = RunStarter.Unknown, StartedAt = id.At, LastStepAt = id.At, State = RunState.Failed, FinishedAt = id.At, Error = "Its row cannot be read." };
        }
    }

    private static Run ReadColumns(RunId id, TableEntity entity) => new()
    {
        Id = id,
        By = entity.GetString(nameof(Run.By)),
        State = Enum.Parse<RunState>(entity.GetString(nameof(Run.State))),
        StartedAt = entity.GetDateTimeOffset(nameof(Run.StartedAt))!.Value,
        FinishedAt = entity.GetDateTimeOffset(nameof(Run.FinishedAt)),
        Parameters = JsonSerializer.Deserialize(entity.GetString(nameof(Run.Parameters)), RunContext.Default.IReadOnlyDictionaryStringString)!,
        Counts = JsonSerializer.Deserialize(entity.GetString(nameof(Run.Counts)), RunContext.Default.IReadOnlyDictionaryStringInt64)!,
        Cursor = entity.GetString(nameof(Run.Cursor)),
        Error = entity.GetString(nameof(Run.Error)),
        StoppedBy = entity.GetString(nameof(Run.StoppedBy)),
        LastStepAt = entity.GetDateTimeOffset(nameof(Run.LastStepAt)) ?? entity.GetDateTimeOffset(nameof(Run.StartedAt))!.Value,
        LoggedAt = entity.GetDateTimeOffset(nameof(Run.LoggedAt)),
        Step = entity.GetInt32(nameof(Run.Step)) ?? 0,
        ClaimedUntil = entity.GetDateTimeOffset(nameof(Run.ClaimedUntil)),
    };
}
