using OzFunctions.Server.Azurite;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>An in-memory Azurite for one test.</summary>
internal sealed record OwnAzurite(AzuriteProcess Process, string ConnectionString) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
