using Azure.Data.Tables;

namespace OzFunctions.Tests.Storage.Azurite;

public sealed class AzuriteRejectionLogTests(AzuriteFixture azurite) : RejectionLogContract
{
    internal override TableClient Table { get; } = azurite.NewTable();
}
