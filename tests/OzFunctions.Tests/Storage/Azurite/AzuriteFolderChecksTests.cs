using Azure.Data.Tables;

namespace OzFunctions.Tests.Storage.Azurite;

public sealed class AzuriteFolderChecksTests(AzuriteFixture azurite) : FolderChecksContract
{
    internal override TableClient Table { get; } = azurite.NewTable();
}
