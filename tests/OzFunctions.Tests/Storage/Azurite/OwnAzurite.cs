using OzFunctions.Server.Azurite;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>An in-memory Azurite for one test.</summary>
internal sealed record OwnAzurite(AzuriteProcess Process, AzuritePorts Ports) : IAsyncDisposable
{
    private int _accounts;

    public string ConnectionString => Ports.ConnectionString;

    /// <summary>
    /// Creates an account and returns its connection string. Azurite searches all queues of an account at each request, so a test with
    /// many queues is faster with several accounts.
    /// </summary>
    public string NewAccount() => AzuriteFixture.AccountOf(Ports, Interlocked.Increment(ref _accounts));

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
