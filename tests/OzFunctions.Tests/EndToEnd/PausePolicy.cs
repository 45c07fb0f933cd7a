using Azure.Core;
using Azure.Core.Pipeline;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Pauses a process after a number of storage operations until the test continues it: no further operation reaches the storage until then.</summary>
internal sealed class PausePolicy(int lastOperation) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _operations;

    public int Operations => _operations;

    public TaskCompletionSource Paused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _goesOn.TrySetResult();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var operation = Interlocked.Increment(ref _operations);
        if (operation > lastOperation)
        {
            Paused.TrySetResult();
            await _goesOn.Task;
        }

        await ProcessNextAsync(message, pipeline);
    }
}
