using Azure.Core;
using Azure.Core.Pipeline;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>
/// Simulates faulty storage: errors, throttling, broken connections, conflicts without another writer, and writes that succeed although their response is an error or lost. Now and
/// then, most of the requests fail for a while.
/// </summary>
/// <param name="seed">Decides which.</param>
/// <param name="rate">How many requests go wrong, 0 to 1.</param>
internal sealed class FaultPolicy(int seed, double rate) : HttpPipelinePolicy
{
    private const double RateOfAStorm = 0.6;
    private const int RequestsOfAStorm = 40;
    private const int RequestsBetweenStorms = 400;
    private const int Forbidden = 403;

    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private int _requests;
    private volatile bool _isForbidden;

    /// <summary>Whether the storage does not accept our credentials, as while a key is rotated.</summary>
    public bool IsForbidden
    {
        get => _isForbidden;
        set => _isForbidden = value;
    }

    private enum Fault
    {
        None,
        Refused,
        Broken,
        Race,
        DoneAndRefused,
        DoneAndBroken,
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsForbidden)
        {
            message.Response = new RowResponse(Forbidden);
            return;
        }

        var (fault, status) = Next();
        if (fault is Fault.Race && RaceOf(message.Request) is { } lost)
        {
            message.Response = new RowResponse(lost);
            return;
        }

        if (fault is not (Fault.Refused or Fault.Broken))
        {
            await ProcessNextAsync(message, pipeline);
        }

        switch (fault)
        {
            case Fault.Refused or Fault.DoneAndRefused:
                message.Response = new RowResponse(status);
                break;
            case Fault.Broken or Fault.DoneAndBroken:
                throw new IOException("The connection was broken, as the seed had it.");
        }
    }

    // The service's error when another writer was first. Creating a table or a queue is not a race, and only the process that holds the claim of a run writes it.
    private static int? RaceOf(Request request)
    {
        var isEntity = request.Uri.Path?.Contains("/Oz", StringComparison.Ordinal) is true;
        return request.Uri.Path?.Contains($"/{TableNames.Runs}", StringComparison.Ordinal) is true ? null
            : request.Headers.Contains(HttpHeader.Names.IfMatch) ? 412
            : isEntity && request.Method == RequestMethod.Post || request.Uri.Path?.EndsWith("$batch", StringComparison.Ordinal) is true ? 409
            : null;
    }

    private (Fault Fault, int Status) Next()
    {
        lock (_lock)
        {
            var isStorm = rate > 0 && _requests++ % RequestsBetweenStorms > RequestsBetweenStorms - RequestsOfAStorm;
            var fault = _random.NextDouble() < (isStorm ? RateOfAStorm : rate) ? (Fault)(1 + _random.Next(5)) : Fault.None;
            int[] statuses = [429, 500, 503, 500];
            return (fault, statuses[_random.Next(statuses.Length)]);
        }
    }
}
