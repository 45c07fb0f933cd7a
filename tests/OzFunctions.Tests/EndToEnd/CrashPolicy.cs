using Azure.Core;
using Azure.Core.Pipeline;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Simulates the end of a process after a number of storage operations: no further operation reaches the storage.</summary>
internal sealed class CrashPolicy(int lastOperation) : HttpPipelinePolicy
{
    private int _operations;

    public int Operations => _operations;

    public TaskCompletionSource Crashed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var operation = Interlocked.Increment(ref _operations);
        ThrowIf(operation > lastOperation);
        await ProcessNextAsync(message, pipeline);
        ThrowIf(operation >= lastOperation || Crashed.Task.IsCompleted);
    }

    private void ThrowIf(bool over)
    {
        if (over)
        {
            Crashed.TrySetResult();
            throw new ProcessCrashedException();
        }
    }

    public sealed class ProcessCrashedException() : Exception("The process has been stopped.");
}
