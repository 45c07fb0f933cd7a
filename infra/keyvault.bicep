param name string
param location string
param tags object

@secure()
param ozPassword string

param adminNames string[]

@secure()
param adminKeys object

param endpointSecretNames string[]

@secure()
param endpointSecrets object

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }

  resource password 'secrets' = if (!empty(ozPassword)) {
    name: 'oz-password'
    properties: { value: ozPassword }
  }

  resource adminKey 'secrets' = [
    for name in adminNames: if (contains(adminKeys, name)) {
      name: 'admin-${name}'
      properties: { value: adminKeys[name] }
    }
  ]

  resource endpointSecret 'secrets' = [
    for name in endpointSecretNames: if (contains(endpointSecrets, name)) {
      name: 'endpoint-${name}'
      properties: { value: endpointSecrets[name] }
    }
  ]
}

output name string = vault.name
output uri string = vault.properties.vaultUri
