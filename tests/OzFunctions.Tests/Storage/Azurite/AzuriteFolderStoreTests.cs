using Azure.Data.Tables;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The contract on Azurite.</summary>
public sealed class AzuriteFolderStoreTests(AzuriteFixture azurite) : FolderStoreContract
{
    internal override TableClient Table { get; } = azurite.NewTable();
}
