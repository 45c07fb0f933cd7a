using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>One server outside Development, shared by tests that only send requests.</summary>
public sealed class ServerFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    internal ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartAsync(ServerSettings.Production(azurite.NewAccount()));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
