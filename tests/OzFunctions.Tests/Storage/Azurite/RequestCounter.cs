using Azure.Core;
using Azure.Core.Pipeline;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>Counts the requests of an Azure Storage client, including retries.</summary>
internal sealed class RequestCounter : HttpPipelineSynchronousPolicy
{
    private int _requests;

    public int Requests => _requests;

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _requests);

    public async Task<int> DuringAsync(Func<Task> act)
    {
        _requests = 0;
        await act();
        return _requests;
    }
}
