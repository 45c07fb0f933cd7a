using OzFunctions.Server.Azurite;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>An Azurite in memory for one test.</summary>
internal sealed record OwnAzurite(AzuriteProcess Process, string ConnectionString) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
